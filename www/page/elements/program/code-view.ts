/** The editor itself: CodeMirror, in a chunk of its own that is loaded when it is first wanted. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { pythonLanguage } from '@codemirror/lang-python';
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import {
  Annotation,
  Compartment,
  EditorState,
  StateEffect,
  StateField,
  type Extension,
} from '@codemirror/state';
import {
  Decoration,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  WidgetType,
  type DecorationSet,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Dialect } from '../../demos/constants';
import type { Mark } from '../../programs/tracebacks';
import { adoptStyles } from './adopted-styles';
import { javascriptLanguage } from './javascript-tokens';

adoptStyles();

export interface CodeView {
  /** Replaces the whole text; the reader can undo it. Not told as a change. */
  setText(text: string): void;
  setMarks(marks: readonly Mark[]): void;
  /** Marks the line at which one looks, and brings it into the editor's sight; null: none. */
  setLine(line: number | null): void;
  setLabel(label: string): void;
  focus(): void;
  /** Puts the cursor at that point of the window. */
  focusAt(x: number, y: number): void;
  goToLine(line: number): void;
  destroy(): void;
}

export interface CodeViewOptions {
  parent: HTMLElement;
  text: string;
  dialect: Dialect;
  label: string;
  /** The id of the hint on its keys. */
  describedBy: string;
  /** Called with the whole text when the reader has changed it. */
  changed: (text: string) => void;
  /** Called with the number of the line to which the reader has moved the cursor. */
  entered: (line: number) => void;
}

/** A change that the page made, not the reader. */
const fromOutside = Annotation.define<boolean>();
const replaceMarks = StateEffect.define<readonly Mark[]>();

const replaceLine = StateEffect.define<number | null>();

/** What was raised, behind the line where it was. */
class Words extends WidgetType {
  readonly words: string;

  constructor(words: string) {
    super();
    this.words = words;
  }

  override eq(other: Words): boolean {
    return other.words === this.words;
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('span');
    element.className = 'mark-words';
    element.textContent = `← ${this.words}`;
    return element;
  }
}

/** They are of the text that ran: with the first change they go. */
const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, { state, effects, docChanged }) => {
    const news = effects.find((effect) => effect.is(replaceMarks));
    if (news === undefined) return docChanged ? Decoration.none : marks;
    const known = news.value.filter(({ line }) => line <= state.doc.lines);
    return Decoration.set(
      known.flatMap(({ line, words, origin }) => {
        const { from, to } = state.doc.line(line);
        const row = Decoration.line({ class: origin ? 'mark-origin' : 'mark-frame' }).range(from);
        if (!origin) return [row];
        return [row, Decoration.widget({ widget: new Words(words), side: 1 }).range(to)];
      }),
      true,
    );
  },
  provide: (field) => EditorView.decorations.from(field),
});

const lookedAt = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (line, { state, effects, docChanged }) => {
    const news = effects.find((effect) => effect.is(replaceLine));
    if (news === undefined) return docChanged ? Decoration.none : line;
    if (news.value === null || news.value > state.doc.lines) return Decoration.none;
    const { from } = state.doc.line(news.value);
    return Decoration.set([Decoration.line({ class: 'mark-line' }).range(from)]);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const theme = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', fontSize: 'var(--code-size)', lineHeight: '1.6' },
  '.cm-content': { caretColor: 'var(--ink)', paddingBlock: 'var(--space-3)' },
  // The text passes below it.
  '.cm-gutters': {
    backgroundColor: 'var(--surface-sunken)',
    borderInlineEnd: '1px solid var(--rule)',
    color: 'var(--ink-soft)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'var(--code-active)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--rule-strong)',
  },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: 'var(--link)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--right)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--notice)' },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.className], fontWeight: '600' },
  { tag: tags.comment, color: 'var(--ink-soft)', fontStyle: 'italic' },
]);

export function openCodeView(options: CodeViewOptions): CodeView {
  const { parent, text, dialect, describedBy, changed, entered } = options;
  const name = new Compartment();
  const named = (label: string): Extension =>
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-describedby': describedBy,
      spellcheck: 'false',
      translate: 'no',
      lang: 'en',
    });
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        dialect === 'python' ? pythonLanguage : javascriptLanguage,
        syntaxHighlighting(colours),
        indentUnit.of(dialect === 'python' ? '    ' : '  '),
        indentOnInput(),
        bracketMatching(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        marked,
        lookedAt,
        theme,
        name.of(named(options.label)),
        keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
        tabLeavesUntilTyped(),
        EditorView.updateListener.of(({ docChanged, selectionSet, transactions, state }) => {
          const own = transactions.some((it) => it.annotation(fromOutside) === true);
          if (docChanged && !own) changed(state.doc.toString());
          if (selectionSet && !docChanged)
            entered(state.doc.lineAt(state.selection.main.head).number);
        }),
      ],
    }),
  });
  return {
    setText: (next) => {
      if (next === view.state.doc.toString()) return;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: next },
        annotations: fromOutside.of(true),
      });
    },
    setMarks: (marks) => view.dispatch({ effects: replaceMarks.of(marks) }),
    setLine: (line) => {
      view.dispatch({ effects: replaceLine.of(line) });
      if (line !== null && line <= view.state.doc.lines) bringIntoSight(view, line);
    },
    setLabel: (label) => view.dispatch({ effects: name.reconfigure(named(label)) }),
    focus: () => view.focus(),
    focusAt: (x, y) => {
      const anchor = view.posAtCoords({ x, y }, false);
      view.dispatch({ selection: { anchor } });
      view.focus();
    },
    goToLine: (line) => {
      const { from } = view.state.doc.line(Math.min(line, view.state.doc.lines));
      view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

/** Moves the text within the editor alone: the page stays where it is. */
function bringIntoSight(view: EditorView, line: number): void {
  const { scrollDOM } = view;
  const { top, bottom } = view.lineBlockAt(view.state.doc.line(line).from);
  const { scrollTop, clientHeight } = scrollDOM;
  if (top < scrollTop || bottom > scrollTop + clientHeight)
    scrollDOM.scrollTop = top - clientHeight / 3;
}

/**
 * Whoever passes through the page by Tab passes through the editor too: Tab indents only for those
 * who have typed or clicked there. (CodeMirror lets Tab go for a moment after Esc.)
 */
function tabLeavesUntilTyped(): Extension {
  let pointed = false;
  return [
    EditorView.domEventHandlers({
      mousedown: (_, view) => {
        pointed = true;
        view.setTabFocusMode(false);
      },
      focus: (_, view) => {
        if (!pointed) view.setTabFocusMode(true);
      },
      blur: () => {
        pointed = false;
      },
    }),
    EditorView.updateListener.of(({ transactions, view }) => {
      if (transactions.some((it) => it.isUserEvent('input') || it.isUserEvent('delete')))
        view.setTabFocusMode(false);
    }),
  ];
}
