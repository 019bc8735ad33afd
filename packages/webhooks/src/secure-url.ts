/** Returns whether data sent to a URL is encrypted on the way (HTTPS) or stays on this machine. */
export function isSecureUrl({ protocol, hostname }: URL): boolean {
  return (
    protocol === 'https:' ||
    (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname))
  )
}
