/** Names as people have them, in several scripts, each with the letters of a login. */
type Name = readonly [name: string, login: string]

const given: Name[] = [
  ...pairs('Anna Hannah Joanna Susanne Marianne Johannes Michael Thomas Sarah David Emma Liam Olivia Noah'),
  ['Jürgen', 'juergen'],
  ['Zoë', 'zoe'],
  ['André', 'andre'],
  ['Łukasz', 'lukasz'],
  ['Ángel', 'angel'],
  ['Øyvind', 'oyvind'],
  ['Анна', 'anna'],
  ['Жанна', 'zhanna'],
  ['Дмитрий', 'dmitri'],
  ['אבי', 'avi'],
  ['דנה', 'dana'],
  ['חנה', 'hanna'],
  ['فاطمة', 'fatima'],
  ['Ιωάννης', 'ioannis'],
  ['健一', 'kenichi'],
  ['伟', 'wei'],
]

const family: Name[] = [
  ...pairs('Smith Johnson Brown Schmidt Schneider Fischer Weber Wagner Becker Hoffmann Koch Richter Klein'),
  ...pairs('Wolf Keller Rossi Ferrari Dubois Moreau Silva Santos Novak Nowak Jansen Nielsen Larsson'),
  ['Müller', 'mueller'],
  ['Groß', 'gross'],
  ['Öztürk', 'oeztuerk'],
  ['García', 'garcia'],
  ['Ångström', 'angstrom'],
  ['Čapek', 'capek'],
  ['Иванов', 'ivanov'],
  ['Жуков', 'zhukov'],
  ['כהן', 'cohen'],
  ['לוי', 'levi'],
  ['حسن', 'hassan'],
  ['Παππάς', 'pappas'],
  ['田中', 'tanaka'],
  ['王', 'wang'],
]

/** The person of this number; the login ends with the number and is nobody else's. */
export function person(number: number): { first: string; last: string; login: string } {
  const [first, one] = pick(given, number * 7 + Math.floor(number / given.length))
  const [last, other] = pick(family, number * 11 + Math.floor(number / family.length))
  return { first, last, login: `${one}.${other}.${number}` }
}

function pairs(names: string): Name[] {
  return names.split(' ').map((name) => [name, name.toLowerCase()] as const)
}

function pick(names: Name[], number: number): Name {
  return names[number % names.length] ?? ['', '']
}
