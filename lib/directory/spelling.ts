/**
 * How a word may be written: without its accents, with the accents and signs of a language, and as slapd hears it.
 * slapd takes all that is not ASCII from a name, splits what is left at blanks, and of each piece hears the letters
 * that it begins with: of Jean-Noël it hears "Jean" alone, of D’Été (with a sign beyond ASCII) "DEte".
 */

/** Letters that no accent can be taken from, and what people type for them; so are signs. */
const letters = {
  ...{ '’': "'", '‘': "'", ʼ: "'", '‐': '-', '–': '-' },
  ...{ ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', æ: 'ae', œ: 'oe', ħ: 'h', ı: 'i', ß: 'ss', ς: 'σ' },
}

/** What languages write where people type a plain letter: words with several accents have those of one language. */
const alphabets = [
  'äöüåõßšž', // German, Swedish, Finnish, Estonian
  'àâæçéèêëîïôœùûüÿ’', // French
  'áàâãçéèêíïóòôõúüñ', // Spanish, Portuguese, Catalan
  'áčďéěíňóřšťúůýžäľĺŕô', // Czech, Slovak
  'ąćęłńóśźż', // Polish
  'čćđšž', // Croatian, Bosnian, Serbian, Slovene
  'áéíóöőúüű', // Hungarian
  'åæøáéíóúýðþö', // Danish, Norwegian, Icelandic
  'çğıöşüâîû', // Turkish
  'ăâîșțşţ', // Romanian
  'àèéìòù’', // Italian
  'āčēģīķļņšūžąęėįų', // Latvian, Lithuanian
  'ċġħżâêîôûŵŷ', // Maltese, Welsh
  'άέήίόύώϊϋΐΰς', // Greek: typed in capitals it has neither accents nor the last sigma
  'ёйўїґ’ʼ', // Russian, Belarusian, Ukrainian, Bulgarian
  'أإآؤئ', // Arabic
  '’‘ʼ‐–',
].map(lettersOf)

/** So many letters of a word are written in another way at once. */
const MOST_CHANGED = 3

/** Ways to write a word that slapd is asked for, by sound and as they are written. */
const MOST_HEARD = 16
const MOST_WRITTEN = 400

/** A word without case and accents. */
export function folded(text: string): string {
  const plain = text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '')
  return plain.replace(/[łøđðþæœħıßς’‘ʼ‐–]/g, (letter) => letters[letter as keyof typeof letters])
}

/** What slapd may keep of a word, in each way in which it may be written: it hears no letters beyond ASCII. */
export function soundsOf(word: string): string[] {
  const plain = folded(word)
  // A digit ends what it hears, and many a name is "user" and a number.
  if (!/^[a-z]+(['-][a-z]+)*$/.test(plain) || plain.length < 2) return []
  let written = [plain]
  for (const [letter, typed] of Object.entries(letters))
    written = written
      .flatMap((each) => [each, each.replace(typed, letter), each.replaceAll(typed, letter)])
      .filter((each, i, all) => all.indexOf(each) === i)
      .slice(0, MOST_HEARD)
  const heard = written.map((each) => /^[a-z]*/.exec(each.replace(/[^a-z'-]/g, ''))?.[0] ?? '')
  // One letter is a whole piece only where a sign follows it, as in D'Été.
  const shortest = plain === heard[0] ? 2 : 1
  return [...new Set(heard)].filter((each) => each.length >= shortest)
}

/** The signs in a word, each in all ways in which it may be written. */
export function signsOf(word: string): string[][] {
  const signs = ["'", '-'].filter((sign) => folded(word).includes(sign))
  return signs.map((sign) => [sign, ...Object.keys(letters).filter((letter) => folded(letter) === sign)])
}

/**
 * Other ways to write a word, with the accents of a language. None so short that slapd has no index for it, which is of
 * pieces of four bytes.
 */
export function writingsOf(word: string): string[] {
  const plain = folded(word)
  const found = new Set([plain])
  let begun = alphabets.map((alphabet) => ({ alphabet, ways: [{ text: '', at: 0 }] }))
  for (let changed = 0; changed < MOST_CHANGED && found.size < MOST_WRITTEN; changed += 1) {
    begun = begun.map(({ alphabet, ways }) => ({ alphabet, ways: oneMore(plain, alphabet, ways) }))
    for (const { ways } of begun)
      for (const { text, at } of ways) if (found.size < MOST_WRITTEN) found.add(text + plain.slice(at))
  }
  found.delete(word.toLowerCase().normalize('NFC'))
  return [...found].filter((each) => Buffer.byteLength(each) >= 4)
}

/** If a word's letters may have any points or vowel signs between them: too many ways to be asked for one by one. */
export function hasPoints(word: string): boolean {
  return /^[\p{Script=Hebrew}\p{Script=Arabic}]{2,}$/u.test(folded(word))
}

/** How a word is written in a name, as a whole word: between blanks or other signs. */
export function spelledIn(name: string, word: string): string[] {
  const plain = folded(word)
  if (!folded(name).includes(plain)) return []
  const wholes = [/([^\p{L}\p{M}\p{N}]+)/u, /([^\p{L}\p{M}]+)/u].flatMap((signs) => {
    const length = word.split(signs).length
    const pieces = name.split(signs)
    return pieces.flatMap((_, i) => (i % 2 === 0 ? pieces.slice(i, i + length).join('') : []))
  })
  return [...wholes, ...name.split(/\s+/)]
    .filter((whole) => folded(whole) === plain)
    .map((whole) => whole.toLowerCase().normalize('NFC'))
}

/** A beginning of a word with some letters written in another way, and where in the word the rest begins. */
interface Way {
  text: string
  at: number
}

function oneMore(plain: string, alphabet: Map<string, string[]>, ways: Way[]): Way[] {
  const more: Way[] = []
  for (const { text, at } of ways)
    for (let i = at; i < plain.length; i += 1)
      for (const length of [1, 2])
        for (const letter of alphabet.get(plain.slice(i, i + length)) ?? []) {
          if (more.length === MOST_WRITTEN) return more
          more.push({ text: text + plain.slice(at, i) + letter, at: i + length })
        }
  return more
}

function lettersOf(alphabet: string): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const letter of alphabet) found.set(folded(letter), [...(found.get(folded(letter)) ?? []), letter])
  return found
}
