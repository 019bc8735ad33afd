import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { expect, it } from 'vitest'
import { listen, listenOnFreePort } from '../../src/cli/listen.ts'

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
)
const hosts = ['127.0.0.1', '0.0.0.0', ...(hasIpv6 ? ['::1'] : [])]

it.each(hosts)('uses a free port if the port is in use on %s', async (host) => {
  const other = createServer().listen(0, host)
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  let wasTold = false
  const service = await listenOnFreePort(
    () => new Response('ok'),
    port,
    () => {
      wasTold = true
    },
  )
  expect(wasTold).toBe(true)
  expect(service.port).not.toBe(port)
  for (const name of ['127.0.0.1', ...(hasIpv6 ? ['[::1]'] : [])])
    expect(await (await fetch(`http://${name}:${service.port}`)).text()).toBe('ok')
  await service.stop()
  other.close()
})

it('listens on the address that is given', async () => {
  const service = await listen(() => new Response('ok'), 0, '0.0.0.0')
  expect((await fetch(`http://127.0.0.1:${service.port}`)).status).toBe(200)
  await service.stop()
  await expect(fetch(`http://127.0.0.1:${service.port}`)).rejects.toThrow()
})
