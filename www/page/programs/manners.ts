/** What differs between programs of the two languages on the workbench. */
import type { Dialect } from '../demos/constants';
import type { CommentMark, MessageKey } from '../messages/index';

export interface Manner {
  title: MessageKey;
  comment: CommentMark;
  /** How files with such a program end, what they may be taken for, and what they are. */
  extension: '.py' | '.js';
  accept: string;
  type: string;
  openWhat: MessageKey;
  loading: MessageKey;
  first: MessageKey;
  /** The tail of the test ids of listings and copies. */
  id: Dialect;
}

export const MANNERS: Readonly<Record<Dialect, Manner>> = {
  python: {
    title: 'program.python',
    comment: '#',
    extension: '.py',
    accept: '.py,text/x-python,text/plain',
    type: 'text/x-python;charset=utf-8',
    openWhat: 'program.openWhat',
    loading: 'program.loading',
    first: 'program.firstUse',
    id: 'python',
  },
  javascript: {
    title: 'program.javascript',
    comment: '//',
    extension: '.js',
    accept: '.js,.mjs,text/javascript,text/plain',
    type: 'text/javascript;charset=utf-8',
    openWhat: 'program.openScript',
    loading: 'program.loadingLibrary',
    first: 'program.ownWorker',
    id: 'javascript',
  },
};
