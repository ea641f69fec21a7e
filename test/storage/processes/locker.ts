// Holds the write lock of the database that it is given, until it is told to let go.
import { DatabaseSync } from 'node:sqlite';

const file = new DatabaseSync(process.argv[2] ?? '', { timeout: 10_000 });
file.exec('begin immediate');
process.on('message', (message) => {
  if (message === 'ping') process.send?.('pong');
  else {
    file.exec('commit');
    file.close();
    process.disconnect();
  }
});
process.send?.('locked');
