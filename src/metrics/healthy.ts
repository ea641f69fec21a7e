// Whether the process of this container is healthy: `node src/metrics/healthy.ts PORT`. For the health checks of compose.yaml.
const answer = await fetch(`http://127.0.0.1:${process.argv[2]}/healthz`).catch(() => null);
process.exit(answer?.ok === true ? 0 : 1);
