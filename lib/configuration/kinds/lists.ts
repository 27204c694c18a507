/** Lists in main.cf and elsewhere: divided by commas and white space, with what braces hold together as one. */
export function itemsOf(list: string): string[] {
  const items: string[] = []
  let item = ''
  let depth = 0
  for (const character of list) {
    if (character === '{') depth++
    if (character === '}') depth--
    if (depth <= 0 && /[\s,]/.test(character)) {
      if (item !== '') items.push(item)
      item = ''
    } else item += character
  }
  return item === '' ? items : [...items, item]
}
