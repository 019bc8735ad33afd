declare const thirdArgument: unique symbol

/**
 * Type of an option of the call in its input. If an error names it, pass the option in the third
 * argument.
 */
export interface PassInThirdArgument {
  readonly [thirdArgument]: never
}

/**
 * Base of the inputs of all operations. A time limit in the input has an error that names the right
 * place.
 */
export interface InputBase {
  /** @deprecated Pass the time limit in the third argument. */
  readonly timeout?: PassInThirdArgument
  /** @deprecated Pass the time limit in the third argument. */
  readonly totalTimeout?: PassInThirdArgument
}
