import type { ClusterView, Finding, ObjectRef, Resource, SilencedFinding } from '../../engine/model/index.ts';
import { formatFieldPath, formatRef } from '../../engine/model/index.ts';
import { checks } from './checks.ts';

/** The annotation that silences findings about its object: `"CODE: reason; CODE: reason"`. */
const SILENCE_ANNOTATION = 'curlew.dev/lint-ignore';

const PATH = ['metadata', 'annotations', SILENCE_ANNOTATION] as const;

interface Silence {
  readonly code: string;
  readonly reason: string;
}

/** What the annotations of the objects silence, and which of that was needed. */
export class Silences {
  readonly #view: ClusterView;
  readonly #byObject = new Map<string, readonly Silence[]>();
  readonly #used = new Set<Silence>();

  constructor(view: ClusterView) {
    this.#view = view;
  }

  /** The finding, with the reason why it is silenced if it is. Errors cannot be: their objects are not in the cluster. */
  judge(finding: Finding): Finding | SilencedFinding {
    if (finding.object === undefined || finding.severity === 'error') return finding;
    const silence = this.#of(finding.object).find(({ code }) => code === finding.code);
    if (silence === undefined) return finding;
    this.#used.add(silence);
    return silence.reason === '' ? finding : { ...finding, silenced: silence.reason };
  }

  /** What is wrong with the silences; those that silence nothing only after every check was run. */
  problems(complete: boolean): readonly Finding[] {
    return writtenObjects(this.#view).flatMap(({ ref }) =>
      this.#of(ref).flatMap((silence) => {
        if (silence.reason === '') return [this.#withoutReason(ref, silence)];
        return !complete || this.#used.has(silence) ? [] : [this.#unused(ref, silence)];
      }),
    );
  }

  #withoutReason(ref: ObjectRef, { code }: Silence): Finding {
    return this.#finding(ref, {
      code: 'silence-without-reason',
      severity: 'warning',
      message: `"${code}" is silenced without a reason, so it is not`,
      fix: `write "${code}: why this is right here"`,
    });
  }

  #unused(ref: ObjectRef, { code }: Silence): Finding {
    const known = checks.some((check) => check.code === code);
    return this.#finding(ref, {
      code: 'unused-silence',
      severity: 'note',
      message: `nothing about ${formatRef(ref)} has the code "${code}"${known ? ' any more' : ', which no check has'}`,
      fix: 'remove it from the annotation',
    });
  }

  #finding(object: ObjectRef, parts: Pick<Finding, 'code' | 'severity' | 'message' | 'fix'>): Finding {
    const at = this.#view.locate(object, PATH);
    return { ...parts, object, path: formatFieldPath(PATH), ...(at === undefined ? {} : { at }) };
  }

  #of(ref: ObjectRef): readonly Silence[] {
    const key = formatRef(ref);
    let silences = this.#byObject.get(key);
    if (silences === undefined) {
      silences = parse(this.#view.getAny(ref)?.object.metadata?.annotations?.[SILENCE_ANNOTATION]);
      this.#byObject.set(key, silences);
    }
    return silences;
  }
}

function parse(annotation: string | undefined): readonly Silence[] {
  return (annotation ?? '').split(';').flatMap((text) => {
    const [code = '', ...reason] = text.split(':');
    return code.trim() === '' ? [] : [{ code: code.trim(), reason: reason.join(':').trim() }];
  });
}

function writtenObjects(view: ClusterView): readonly Resource[] {
  return view
    .kinds()
    .flatMap((kind) => view.listAny(kind))
    .filter(
      ({ origin, object }) =>
        origin.kind === 'manifest' && object.metadata?.annotations?.[SILENCE_ANNOTATION] !== undefined,
    );
}
