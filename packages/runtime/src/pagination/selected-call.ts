import type { Call } from '../call/call.ts'
import type { Selected } from '../request/field-selection.ts'
import type { Success } from '../response/result.ts'
import type { PagedCall } from './paged-call.ts'

/**
 * The call of an operation whose payload has the fields `F`, or all of them if the caller selects
 * none.
 */
export type SelectedCall<F extends readonly string[], Result, Data> = [F] extends [never]
  ? Call<Result, Data>
  : Call<SelectedResult<Result, Selected<Data, F>>, Selected<Data, F>>

/**
 * The call of a list whose items have the fields `F`, or all of them if the caller selects none.
 */
export type SelectedPagedCall<F extends readonly string[], Result, Data, Item> = [F] extends [never]
  ? PagedCall<Result, Data, Item>
  : PagedCall<
      SelectedResult<Result, SelectedItems<Data, F>>,
      SelectedItems<Data, F>,
      Selected<Item, F>
    >

// A payload that is no array contains the items beside other properties, which every response has.
type SelectedItems<Data, F extends readonly string[]> = Data extends readonly (infer Item)[]
  ? Selected<Item, F>[]
  : Data

/** A result with other data. */
// A union, because an editor would write out a conditional type instead of its name.
export type SelectedResult<Result, Data> =
  | Exclude<Result, { readonly ok: true }>
  | SuccessWith<Result, Data>

type SuccessWith<Result, Data> =
  Result extends Success<infer Status, unknown, infer Meta>
    ? Success<Status, Data, Meta> & Pick<Result, Extract<keyof Result, 'headers'>>
    : never
