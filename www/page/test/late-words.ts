/** The catalogues that are loaded with a part of the page: importing this loads them all. */
import { en as codeEn } from '../embedding/code-words/en';
import '../embedding/code-words/index';
import { ko as codeKo } from '../embedding/code-words/ko';
import { en as embedEn } from '../embedding/words/en';
import '../embedding/words/index';
import { ko as embedKo } from '../embedding/words/ko';
import { en as foreignEn } from '../foreign/en';
import { ko as foreignKo } from '../foreign/ko';
import '../foreign/words';
import { en as furtherEn } from '../programs/further/en';
import { ko as furtherKo } from '../programs/further/ko';
import '../programs/further/words';
import { en as programsEn } from '../programs/words/en';
import '../programs/words/index';
import { ko as programsKo } from '../programs/words/ko';

export const LATE_WORDS = {
  en: [codeEn, embedEn, foreignEn, furtherEn, programsEn],
  ko: [codeKo, embedKo, foreignKo, furtherKo, programsKo],
};
