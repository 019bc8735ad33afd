import type * as formats from '../../src/validation/formats/index.ts'

interface FormatCase<Valid, Invalid> {
  readonly check: keyof typeof formats
  readonly valid: readonly Valid[]
  readonly invalid: readonly Invalid[]
}

const fullDates = ['2023-12-01', '2024-02-29', '2000-02-29']

/** Values of each format of strings. */
export const stringCases: readonly FormatCase<string, string>[] = [
  {
    check: 'isDateTime',
    valid: [
      '2023-12-01T10:30:00Z',
      '2024-02-29t23:59:60.123z',
      '2000-02-29T00:00:00+01:30',
      '2016-12-31T23:59:60Z',
      '2017-01-01T01:29:60+01:30',
      '2016-12-31T15:59:60-08:00',
    ],
    invalid: [
      '2023-02-29T00:00:00Z',
      '2023-12-01',
      '2023-12-01T25:00:00Z',
      '2023-12-01T10:30:00',
      '2016-12-31T22:59:60Z',
      '2016-12-31T23:59:60+01:00',
      'x',
      '',
    ],
  },
  {
    check: 'isDate',
    valid: fullDates,
    invalid: ['1900-02-29', '2023-13-01', '2023-00-01', '2023-01-00', '23-1-1'],
  },
  {
    check: 'isTime',
    valid: ['10:30:00Z', '23:59:60Z', '08:30:06.283185+01:30'],
    invalid: ['10:30:00', '24:00:00Z', '10:60:00Z', '10:30Z', '10:30:00.Z', ...fullDates, ''],
  },
  {
    check: 'isDuration',
    valid: ['P4DT12H30M5S', 'P4Y', 'PT0S', 'P1M', 'PT1M', 'P2W', 'P1YT1S'],
    invalid: ['P', 'PT', 'P1YT', 'PT1D', '4DT12H', 'P2D1Y', 'P1Y2W', 'P1', ''],
  },
  {
    check: 'isEmail',
    valid: ['a@example.com', 'a.b+c@sub.example.org'],
    invalid: ['a', 'a@', '@b.c', 'a b@c.de', 'a@b..c', '.a@example.com', 'a.@example.com', 'a@b@c'],
  },
  {
    check: 'isIdnEmail',
    valid: ['a@example.com', '실례@실례.테스트'],
    invalid: ['2962', '@example.com', 'a b@example.com', 'a@'],
  },
  {
    check: 'isHostname',
    valid: ['example.com', 'localhost', 'xn--4gbwdl.xn--wgbh1c', 'a-b.example', '1.example'],
    invalid: ['-a.example', 'a-.example', 'a_b.example', 'a..b', 'a.b.', `${'a'.repeat(64)}.b`, ''],
  },
  {
    check: 'isIdnHostname',
    valid: ['example.com', '실례.테스트', 'xn--ihqwcrb4cv8a8dqg056pqjye'],
    invalid: ['〮실례.테스트', '-a.example', 'a b', 'a/b', 'a:80', ''],
  },
  {
    check: 'isIpv4',
    valid: ['192.168.0.1', '0.0.0.0', '255.255.255.255'],
    invalid: ['127.0.0.0.1', '256.256.256.256', '127.0', '0x7f000001', '087.10.0.1', '1.2.3.4/24'],
  },
  {
    check: 'isIpv6',
    valid: [
      '::1',
      '::',
      '::abef',
      '1::',
      'd6::',
      '1:2:3:4:5:6:7:8',
      '1::d6:192.168.0.1',
      '::42:ff:1',
    ],
    invalid: [
      '12345::',
      ':2:3:4',
      '1:1:1:1:1:1:1:1:1',
      '1::2::3',
      '::laptop',
      '1:2:3:4:5:6:7',
      '1::2:256.1.1.1',
      '1:2:3:4:5:::8',
      '127.0.0.1',
      '',
    ],
  },
  {
    check: 'isUri',
    valid: ['https://example.com/a?b#c', 'urn:x:y', 'mailto:a@example.com', 'http://[::1]/'],
    invalid: [
      '/a',
      'example.com',
      'https://exa mple.com',
      'http://example.com/%zz',
      'http://ƒøø/',
      '',
    ],
  },
  {
    check: 'isUriReference',
    valid: ['https://example.com/a', '//example.com/a', '/a?b#c', 'a/b', '#frag', ''],
    invalid: ['\\\\WINDOWS\\fileshare', '#frag\\ment', '/a b', '/ƒøø', '#a#b'],
  },
  {
    check: 'isIri',
    valid: ['http://ƒøø.ßår/?∂éœ=πîx#πîüx', 'https://example.com/'],
    invalid: ['/abc', '\\\\WINDOWS', 'âππ', ''],
  },
  {
    check: 'isIriReference',
    valid: ['http://ƒøø.ßår/', '/âππ', '#ƒrägmênt', ''],
    invalid: ['\\\\WINDOWS\\filëßåré', '#ƒräg\\mênt'],
  },
  {
    check: 'isUriTemplate',
    valid: ['http://example.com/{term:1}/{term}', '/users{?page,limit*}', 'plain', ''],
    invalid: ['http://example.com/{term:1}/{term', '{', 'a}b', '{a b}', '{{a}}'],
  },
  {
    check: 'isUuid',
    valid: ['84845081-98fd-46f3-96aa-1032174e58a5', '2EB8AA08-AA98-11EA-B4AA-73B441D16380'],
    invalid: [
      '84845081',
      'g4845081-98fd-46f3-96aa-1032174e58a5',
      '2eb8aa08aa9811eab4aa73b441d16380',
    ],
  },
  {
    check: 'isJsonPointer',
    valid: ['', '/', '/foo/0', '/a~1b', '/m~0n', '/ '],
    invalid: ['a', '/foo/bar~', '#/a', '/~2', '0'],
  },
  {
    check: 'isRelativeJsonPointer',
    valid: ['1', '0/foo/bar', '2/0/baz', '0#', '120/a'],
    invalid: ['/foo', '-1/foo', '+1/a', '0##', '01/a', '01#', ''],
  },
  { check: 'isRegex', valid: ['([abc])+\\s+$', ''], invalid: ['^(abc]', '\\Z'] },
  {
    check: 'isBase64',
    valid: ['', 'aGVsbG8=', 'aGVsbA=='],
    invalid: ['a', 'aGVsbG8', 'a===', '-_=='],
  },
  { check: 'isBase64Url', valid: ['', 'aGVsbG8', '-_'], invalid: ['a+b', 'a/b', 'a b'] },
]

/** Values of each format of numbers. */
export const numberCases: readonly FormatCase<number | bigint, unknown>[] = [
  { check: 'isInt8', valid: [-128, 127], invalid: [-129, 128, 0.5] },
  { check: 'isUint8', valid: [0, 255], invalid: [-1, 256, 0.5] },
  { check: 'isInt16', valid: [-32_768, 32_767], invalid: [-32_769, 32_768, 0.5] },
  { check: 'isUint16', valid: [0, 65_535], invalid: [-1, 65_536, 0.5] },
  {
    check: 'isInt32',
    valid: [-2_147_483_648, 2_147_483_647],
    invalid: [-2_147_483_649, 2_147_483_648, 0.5, '1', 1n],
  },
  { check: 'isUint32', valid: [0, 4_294_967_295], invalid: [-1, 4_294_967_296] },
  {
    check: 'isInt64',
    valid: [-(2 ** 63), 2 ** 53, -(2n ** 63n), 2n ** 63n - 1n],
    invalid: [2 ** 63, 2n ** 63n, -(2n ** 63n) - 1n, 0.5, '1', Number.NaN],
  },
  {
    check: 'isUint64',
    valid: [0, 2 ** 63, 2n ** 64n - 1n],
    invalid: [-1, 2 ** 64, 2n ** 64n, -1n],
  },
]

/** Values of JavaScript that dates and integers of 64 bits are converted to. */
export const convertedCases: readonly FormatCase<Date | bigint, unknown>[] = [
  {
    check: 'isValidDate',
    valid: [new Date(0)],
    invalid: [new Date(Number.NaN), '2026-01-31', 0, null],
  },
  {
    check: 'isBigInt64',
    valid: [0n, -(2n ** 63n), 2n ** 63n - 1n],
    invalid: [2n ** 63n, -(2n ** 63n) - 1n, 1, '1'],
  },
  { check: 'isBigUint64', valid: [0n, 2n ** 64n - 1n], invalid: [-1n, 2n ** 64n, 1] },
]
