/** So many decimals at most, and never three behind a whole number, which could be thousands. */
export function amountText(amount: number, decimals: number): string {
  return String(Math.round(amount * 10 ** decimals) / 10 ** decimals).replace(/^[1-9]\d*\.\d{3}$/, '$&0')
}
