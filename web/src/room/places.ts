/** How the name of a place is written within a Vietnamese sentence. */

/** Ranks of places are common nouns within a sentence (NĐ 30/2020). */
const RANKS = ['xã', 'phường', 'thị trấn', 'thị xã', 'đặc khu', 'thành phố', 'huyện', 'tỉnh', 'thôn', 'khu phố'];

/** "Điểm cầu xã Đồn Đạc", "Điểm cầu chính", "Hội trường trung tâm tỉnh". */
export function placeInSentence(name: string): string {
  if (/^(điểm cầu|hội trường)(\s|$)/iu.test(name)) return upperFirst(name);
  return `Điểm cầu ${rankLower(name)}`;
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toLocaleUpperCase('vi') + text.slice(1);
}

/** "Xã Đồn Đạc" → "xã Đồn Đạc"; "Sở Nội vụ" and "Tỉnh ủy" stay. */
export function rankLower(name: string): string {
  const rank = rankOf(name);
  return rank ? rank + name.slice(rank.length) : name;
}

function rankOf(name: string): string | undefined {
  const lower = name.toLocaleLowerCase('vi');
  return RANKS.find((one) => lower.startsWith(`${one} `) && /^[\p{Lu}\d]/u.test(name.slice(one.length + 1)));
}

/** Is it a commune, ward, town…, and not an office? */
export function beginsWithRank(name: string): boolean {
  return rankOf(name) !== undefined;
}
