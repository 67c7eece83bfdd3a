/**
 * Lower case without accents; Azerbaijani ı, ə and ş match i, e and s, so that any keyboard will
 * do.
 */
export const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ı", "i")
    .replaceAll("ə", "e");

/** The words of a text, plain, in their order: "d'identité" gives `d` and `identite`. */
export const wordsIn = (text: string): string[] =>
  plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");

const list = (text: string): string[] => text.trim().split(/\s+/);

/** Words of a sentence that say nothing of what is sought, in the languages of the platform. */
const empty = new Set([
  ...list(`a an and are am as at be been by can could do does did for from get give had has have he
    her him his how i if in is it its like may me mine my new of on or our please she so
    some that the their them there they this to too us want was we were what when where which who
    why will with would you your about any just now one two three application apply online help`),
  ...list(`je j ai as avons un une le la les l d de des du en et est es il elle on nous vous ils mon
    ma mes ton ta notre votre son sa ses ce cette ces qui que qu quoi quel quelle comment pour par
    avec sans dans sur au aux ou n ne pas plus suis sont etre avoir faire fait veux voudrais
    s y a t obtenir demander demande
    mois semaine an ans hier aujourd hui dernier derniere prochain dois doit apres avant deja
    quelqu parce alors tres beaucoup`),
  ...list(`ni na no nta mu ku cy cyo cya ry rya ryo bw bya by ya yo y w wa wo k ka ko n z za zo
    nshaka ndashaka ese nigute gute iki iyi iyo uyu kuri cyangwa kugira gusaba saba kubona
    yanjye wanjye cyanjye yo mo nde hehe ryari banjye bwanjye
    muri gushize ejo ubu nkore nakora kugeza mbere nyuma`),
  ...list(`men menim bu bir ve ve de da ile ucun haqqinda nece hara harada isteyirem
    almaq olar var yoxdur mene et etmek etmeli
    etmeliyem edim edirem kecen gelen ay hefte dunen bugun sonra evvel artiq`),
]);

/** Kinds of paper and of act: they say little alone, as "fishing licence" shows. */
const general = new Set([
  ...list(`certificate certificates certification licence license licences permit permits card cards
    document documents paper papers registration register certify service services proof file
    report permission authorisation authorization official request renew replace replacement lost
    lose bill title day days need needs`),
  ...list(`acte attestation certificat licence permis carte document documents papier papiers
    enregistrement enregistrer declaration dossier autorisation service services perdu perdue
    titre besoin`),
  ...list("icyemezo icyangombwa ibyangombwa uruhushya kwandikisha serivisi ikarita dosiye nkeneye"),
  ...list(`sehadetname sehadetnamesi arayis lisenziya lisenziyasi sened senedler vesiqe vesiqesi
    icaze qeydiyyat qeydiyyati xidmet xidmeti sertifikat sertifikati acmaq`),
]);

/**
 * How much a word of a question tells of what is sought: 1, less for kinds of paper, 0 for words
 * such as "the".
 */
export const tellingOf = (word: string): number =>
  empty.has(word) || (word.length === 1 && !/\p{N}/u.test(word)) ? 0 : general.has(word) ? 0.3 : 1;
