import { describe, expect, it } from 'vitest'
import { pluralCount, pluralForm } from './plural-forms'

const forms = (header: string, numbers: number[]) => numbers.map(pluralForm(header))

describe('the rule for plural forms', () => {
  it('is German’s', () => {
    expect(forms('nplurals=2; plural=(n != 1);', [0, 1, 2, 21])).toEqual([1, 0, 1, 1])
  })

  it('is Hebrew’s', () => {
    const hebrew = 'nplurals=3; plural=(n == 1 ? 0 : n == 2 ? 1 : 2);'
    expect(forms(hebrew, [0, 1, 2, 3, 10, 12])).toEqual([2, 0, 1, 2, 2, 2])
  })

  it('is any of the gettext manual’s, such as Polish and Arabic', () => {
    const polish = 'nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;'
    expect(forms(polish, [1, 2, 5, 12, 22, 25])).toEqual([0, 1, 2, 2, 1, 2])
    const arabic =
      'nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);'
    expect(forms(arabic, [0, 1, 2, 3, 11, 100])).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('calculates like C', () => {
    expect(forms('nplurals=99; plural=n - 2 - 1 + 2 * 3;', [3])).toEqual([6])
    expect(forms('nplurals=9; plural=!(n > 4) || n / 2 == 3;', [4, 5, 7, 8])).toEqual([1, 0, 1, 0])
  })

  it('stays within the forms there are, whatever it says', () => {
    expect(forms('nplurals=2; plural=n;', [7])).toEqual([1])
    expect(forms('nplurals=2; plural=0-n;', [7])).toEqual([0])
    expect(forms('nplurals=2; plural=n/0 + n%0;', [7])).toEqual([0])
  })

  it.each([
    'nonsense',
    'nplurals=2; plural=process.exit(1);',
    'nplurals=2; plural=(n;',
    'nplurals=2; plural=n n;',
  ])('is refused when it is %s', (header) => {
    expect(() => pluralForm(header)).toThrow(RangeError)
  })

  it('says how many forms there are', () => {
    expect(pluralCount('nplurals=3; plural=0;')).toBe(3)
  })
})
