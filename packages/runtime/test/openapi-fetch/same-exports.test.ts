import * as kit from '@returning-kit/runtime/openapi-fetch'
import * as openapiFetch from 'openapi-fetch'
import { expect, expectTypeOf, it } from 'vitest'

interface paths {
  '/users/{id}': {
    get: {
      parameters: { path: { id: number } }
      responses: { 200: { content: { 'application/json': { name: string } } } }
    }
  }
}

type Methods = 'get' | 'put' | 'post' | 'delete' | 'options' | 'head' | 'patch' | 'trace'

type AnyPaths = Record<string, Record<Methods, object>>

type Get = paths['/users/{id}']['get']

it('exports every value of openapi-fetch', () => {
  // `randomID` has no type, so it is no part of the public API.
  const names = Object.keys(openapiFetch).filter((name) => name !== 'randomID')
  expect(Object.keys(kit)).toEqual(expect.arrayContaining(names))
})

it('exports every type of openapi-fetch', () => {
  type Kit = [
    kit.BodySerializer<Get>,
    kit.Client<paths>,
    kit.ClientForPath<paths['/users/{id}'], 'application/json'>,
    kit.ClientMethod<AnyPaths, 'get', 'application/json'>,
    kit.ClientOptions,
    kit.ClientPathsWithMethod<kit.Client<paths>, 'get'>,
    kit.ClientRequestMethod<AnyPaths, 'application/json'>,
    kit.DefaultParamsOption,
    kit.FetchOptions<Get>,
    kit.FetchResponse<Get, object, 'application/json'>,
    kit.HeadersOptions,
    kit.MaybeOptionalInit<paths['/users/{id}'], 'get'>,
    kit.MergedOptions,
    kit.MethodResponse<kit.Client<paths>, 'get', '/users/{id}'>,
    kit.Middleware,
    kit.MiddlewareCallbackParams,
    kit.MiddlewareRequestParams,
    kit.ParamsOption<Get>,
    kit.ParseAs,
    kit.ParseAsResponse<string, { parseAs: 'text' }>,
    kit.PathBasedClient<paths>,
    kit.PathSerializer,
    kit.QuerySerializer<Get>,
    kit.QuerySerializerOptions,
    kit.RequestBodyOption<Get>,
    kit.RequestOptions<Get>,
  ]
  expectTypeOf<Kit>().toEqualTypeOf<
    [
      openapiFetch.BodySerializer<Get>,
      openapiFetch.Client<paths>,
      openapiFetch.ClientForPath<paths['/users/{id}'], 'application/json'>,
      openapiFetch.ClientMethod<AnyPaths, 'get', 'application/json'>,
      openapiFetch.ClientOptions,
      openapiFetch.ClientPathsWithMethod<openapiFetch.Client<paths>, 'get'>,
      openapiFetch.ClientRequestMethod<AnyPaths, 'application/json'>,
      openapiFetch.DefaultParamsOption,
      openapiFetch.FetchOptions<Get>,
      openapiFetch.FetchResponse<Get, object, 'application/json'>,
      openapiFetch.HeadersOptions,
      openapiFetch.MaybeOptionalInit<paths['/users/{id}'], 'get'>,
      openapiFetch.MergedOptions,
      openapiFetch.MethodResponse<openapiFetch.Client<paths>, 'get', '/users/{id}'>,
      openapiFetch.Middleware,
      openapiFetch.MiddlewareCallbackParams,
      openapiFetch.MiddlewareRequestParams,
      openapiFetch.ParamsOption<Get>,
      openapiFetch.ParseAs,
      openapiFetch.ParseAsResponse<string, { parseAs: 'text' }>,
      openapiFetch.PathBasedClient<paths>,
      openapiFetch.PathSerializer,
      openapiFetch.QuerySerializer<Get>,
      openapiFetch.QuerySerializerOptions,
      openapiFetch.RequestBodyOption<Get>,
      openapiFetch.RequestOptions<Get>,
    ]
  >()
})

it('creates clients of single paths, which send with the options of this package', async () => {
  let attempts = 0
  const api = kit.createPathBasedClient<paths>({
    baseUrl: 'https://api.example.com',
    retry: { baseDelay: 0 },
    fetch: async ({ url }) => {
      attempts += 1
      return Response.json({ name: url }, { status: attempts < 2 ? 503 : 200 })
    },
  })
  expectTypeOf(api).toEqualTypeOf<openapiFetch.PathBasedClient<paths>>()
  const { data } = await api['/users/{id}'].GET({ params: { path: { id: 7 } } })
  expect([data?.name, attempts]).toEqual(['https://api.example.com/users/7', 2])
})
