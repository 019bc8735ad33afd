import type { Credentials } from '../model/credentials.ts'
import type { OperationModel } from '../model/operation.ts'
import type { Diagnostic } from '../openapi/diagnostic.ts'
import type { Document } from '../openapi/document.ts'
import type { EmittedValidators } from './validators/emit-validators.ts'
import type { ValidatorModules } from './validators/modules.ts'

/** Steps of the pipeline that emit files, in the order of the report. */
export const emitSteps = ['types', 'operations', 'validators', 'docs'] as const

export type EmitStep = (typeof emitSteps)[number]

/** `repository` for the contract of this repository, `folder` for any other document. */
export type LayoutName = 'repository' | 'folder'

/** What generated files import, which depends on where they are. */
export interface Layout {
  readonly name: LayoutName
  /** Module of the runtime. */
  readonly runtime: string
  /** The end of imports of generated files. */
  readonly importExtension: '.js' | '.ts' | ''
  /** Modules that the validators import. */
  readonly validators: ValidatorModules
}

/** What an output is generated from. */
export interface OutputContext {
  /** The bundled document. */
  readonly source: Document
  /** sha256 of the document without the texts for readers, see `withoutWords`. */
  readonly hash: string
  /**
   * The document with hoisted schemas that need no direction, in the dialect of JSON Schema
   * 2020-12.
   */
  readonly document: Document
  readonly operations: readonly OperationModel[]
  /** All operations, those that functions cannot express included. */
  readonly routes: readonly OperationModel[]
  readonly credentials: Credentials
  readonly layout: Layout
  /** Receives what cannot be generated and is left out. Undefined where that is an error. */
  readonly skipped: Diagnostic[] | undefined
  /** Emits what takes long, in worker threads where the pipeline has them. */
  readonly workers: {
    readonly types: () => Promise<string>
    readonly validators: () => Promise<EmittedValidators>
  }
}

interface OutputBase {
  readonly name: string
  /** Step of the report. */
  readonly step: EmitStep
}

/** An output of one file. A layout without a path does not have the output. */
export interface FileOutput extends OutputBase {
  /** Path from the root of each layout. Files of TypeScript get a header. */
  readonly files: Readonly<Partial<Record<LayoutName, string>>>
  readonly emit: (context: OutputContext) => string | Promise<string>
}

/** An output of a folder that contains nothing else. */
export interface FolderOutput extends OutputBase {
  /** Path from the root of each layout. */
  readonly folders: Readonly<Partial<Record<LayoutName, string>>>
  /** Returns the texts of the files by their paths in the folder. */
  readonly emit: (
    context: OutputContext,
  ) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>
}

/** Something that is generated from a contract. `pipeline/outputs.ts` lists all of them. */
export type Output = FileOutput | FolderOutput
