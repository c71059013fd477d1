/** The colours of JavaScript: a tokenizer of lines, for what is shown need not be understood. */
import { StreamLanguage, type StringStream } from '@codemirror/language';

const KEYWORDS =
  /^(?:async|await|break|case|catch|class|const|continue|default|delete|do|else|export|extends|finally|for|from|function|if|import|in|instanceof|let|new|of|return|static|super|switch|this|throw|try|typeof|var|void|while|yield)$/;
const LITERALS = /^(?:true|false|null|undefined|NaN|Infinity)$/;

/** What is open at the end of a line. */
interface Open {
  inside: 'comment' | 'template' | null;
}

export const javascriptLanguage = StreamLanguage.define<Open>({
  name: 'javascript',
  startState: () => ({ inside: null }),
  token: (stream, state) => {
    if (state.inside !== null) return inside(stream, state);
    if (stream.eatSpace()) return null;
    if (stream.match(/^\/\/.*/)) return 'comment';
    if (stream.match('/*')) return inside(stream, Object.assign(state, { inside: 'comment' }));
    if (stream.match('`')) return inside(stream, Object.assign(state, { inside: 'template' }));
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/) || stream.match(/^'(?:[^'\\]|\\.)*'?/)) return 'string';
    if (stream.match(/^(?:0[xob][\da-f_]+|\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?n?)/i)) return 'number';
    const word = stream.match(/^[\p{L}_$][\p{L}\d_$]*/u);
    if (Array.isArray(word)) {
      if (KEYWORDS.test(word[0])) return 'keyword';
      return LITERALS.test(word[0]) ? 'bool' : 'variableName';
    }
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: '//' } },
});

function inside(stream: StringStream, state: Open): string {
  const isComment = state.inside === 'comment';
  const ended = stream.match(isComment ? /^.*?\*\// : /^(?:[^`\\]|\\.)*`/);
  if (ended) state.inside = null;
  else stream.skipToEnd();
  return isComment ? 'comment' : 'string';
}
