// What is wrong with the files of the neural source voice.

/** A file of the model is not what it should be; the message names what is wrong. */
export class KokoroUnreadable extends Error {
  override readonly name = 'KokoroUnreadable';
}
