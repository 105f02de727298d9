/** Fixed by the address, so that neighbours that remember it are right when a later task gets the address again. */
export function macAddressOf(address: string): string {
  const octets = address.split('.').map((octet) => Number(octet).toString(16).padStart(2, '0'));
  return ['02', '00', ...octets].join(':');
}
