/** What can be done with a program's text: taken along, brought, shared, and had back as it was. */
import { html, nothing, type TemplateResult } from 'lit';
import { copyText } from '../../copying';
import { CodedError, failureOf } from '../../failure';
import { t, type Message } from '../../messages/index';
import { fileNameOf, MOST_BYTES, textOfFile } from '../../programs/files';
import type { Manner } from '../../programs/manners';
import { packed } from '../../programs/packed-text';
import type { ProgramText } from '../../programs/program-text';
import { save } from '../../saving';

export interface TextTools {
  name: string;
  program: string;
  manner: Manner;
  text: ProgramText;
  addressOf: (code: string) => string;
  /** The text cannot be changed. */
  readonly: boolean;
  /** Opens the editor; null where it is open. */
  edit: (() => void) | null;
  opened: (text: string) => void;
  /** What went wrong, and what to say of it. */
  failed: (thrown: unknown, message: Message) => void;
  /** Shows the code by which another page has this program in it; null where there is none. */
  embed: (() => void) | null;
  /** The text is to be in the page's address. */
  shared: (code: string) => void;
  announced: (words: string) => void;
}

export function textTools(tools: TextTools): TemplateResult {
  const { name, text, program, manner } = tools;
  const file = fileNameOf(program, manner.extension);
  const what = t(manner.title);
  const button = (
    id: string,
    label: string,
    what: string,
    act: () => void,
    disabled = false,
  ): TemplateResult =>
    html`<button
      type="button"
      class="quiet"
      data-testid="${name}-program-${id}"
      aria-label=${what}
      title=${what}
      ?disabled=${disabled}
      @click=${act}
    >
      ${label}
    </button>`;
  return html`<div class="pane-head">
    <h4>${what}</h4>
    <div class="tools">
      ${
        tools.edit === null || tools.readonly
          ? nothing
          : button('edit', t('program.edit'), t('program.edit'), tools.edit)
      }
      ${
        tools.readonly
          ? nothing
          : [
              button(
                'reset',
                t('program.reset'),
                t('program.resetWhat'),
                () => text.reset(),
                text.text === text.original,
              ),
              button('open', t('program.open'), t(manner.openWhat), () => choose(tools)),
            ]
      }
      ${button('download', t('program.download'), t('program.downloadWhat', { file }), () =>
        save(new Blob([text.text], { type: manner.type }), file),
      )}
      <pp-copy
        .name="${name}-copy-${manner.id}"
        .label=${t('code.copy')}
        .what=${t('code.copyWhat', { what })}
        .text=${() => text.text}
      ></pp-copy>
      ${button('link', t('program.link'), t('program.linkWhat'), () => void share(tools))}
      ${tools.embed === null ? nothing : button('embed', t('export.embed'), t('export.embed'), tools.embed)}
    </div>
  </div>`;
}

/** Lets the reader choose a file, and opens it. */
function choose({ manner, opened, failed }: TextTools): void {
  const field = document.createElement('input');
  field.type = 'file';
  field.accept = manner.accept;
  field.addEventListener('change', () => {
    const file = field.files?.[0];
    if (file === undefined) return;
    textOfFile(file).then(opened, (thrown: unknown) =>
      failed(thrown, { key: 'program.badFile', values: { kb: MOST_BYTES / 1000 } }),
    );
  });
  field.click();
}

async function share({ text, addressOf, shared, failed, announced }: TextTools): Promise<void> {
  try {
    const code = await packed(text.text);
    text.isIn(code);
    shared(code);
    const done = await copyText(addressOf(code));
    text.say({ key: done ? 'program.linked' : 'program.linkNotCopied' });
    announced(t(done ? 'program.linked' : 'program.linkNotCopied'));
  } catch (thrown) {
    const tooLong = thrown instanceof CodedError && failureOf(thrown).code === 'E_ARGUMENT';
    const error = tooLong ? thrown : new CodedError('E_UNSUPPORTED', String(thrown));
    failed(error, { key: tooLong ? 'program.linkTooLong' : 'program.linkFailed' });
  }
}
