/**
 * What an operator can mend: the message says what is wrong, by the name of the setting, and what
 * to do; one problem a line. Whatever else is thrown is a fault, and keeps its stack.
 */
export class OperatorError extends Error {
  override readonly name = "OperatorError";
}
