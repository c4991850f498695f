import type { FileContent, FileReader } from '../../api/index.ts';
import { NotModelled } from '../../engine/model/index.ts';
import type { FsStat, IFileSystem, JustBash } from './just-bash.ts';

/** What a shell's files are made of. */
export interface FileSettings {
  readonly home: string;
  /** Whether what nobody wrote into the home is asked for too. */
  readonly asksHome: boolean;
  /** Files whose text is known, read at first sight. */
  readonly known: Readonly<Record<string, () => string>>;
  /**
   * Is asked for every other file that somebody reads. It gives its text, or nothing where there is no such file, or rejects
   * where nobody knows.
   */
  readonly missing: (path: string) => Promise<string | undefined>;
  /** Hears why it is not known what a file holds. */
  readonly unknown: (error: unknown) => void;
}

const FOLDERS: readonly string[] = [
  ...['/tmp', '/etc', '/root', '/home', '/opt', '/mnt', '/srv', '/var/log', '/var/tmp', '/var/run', '/run', '/data'],
  ...['/usr/share', '/usr/local/bin', '/proc', '/sys', '/bin', '/usr/bin', '/sbin', '/usr/sbin'],
];

/** Folders that are empty at the start: what nobody wrote is not there. */
const EMPTY = /^\/(?:tmp|root|home|mnt|srv|proc|dev|sys|bin|sbin|usr\/s?bin|usr\/local\/bin)(?:\/|$)/;

/** A file system in memory: nothing of the machine that Curlew runs on is in it. */
export function makeFiles({ InMemoryFs }: JustBash, settings: FileSettings): IFileSystem {
  const { home, asksHome, known, missing, unknown } = settings;
  const made = new Set<string>();
  const isKnown = (path: string): boolean =>
    EMPTY.test(path) || [...made].some((folder) => path === folder || path.startsWith(`${folder}/`));
  class Files extends InMemoryFs {
    override async readFile(...args: Parameters<IFileSystem['readFile']>): Promise<string> {
      await this.#fetch(args[0]);
      return super.readFile(...args);
    }

    override async readFileBuffer(path: string): Promise<Uint8Array> {
      await this.#fetch(path);
      return super.readFileBuffer(path);
    }

    override async exists(path: string): Promise<boolean> {
      return (await super.exists(path)) || this.#isAtHome(path);
    }

    override async stat(path: string): Promise<FsStat> {
      await this.#isAtHome(path);
      return super.stat(path);
    }

    override async readdir(path: string): Promise<string[]> {
      const names = await super.readdir(path);
      if (!isKnown(path)) unknown(new NotModelled(`what is in the folder ${path} is not modelled`));
      return names;
    }

    override async mkdir(...args: Parameters<IFileSystem['mkdir']>): Promise<void> {
      await super.mkdir(...args);
      made.add(args[0]);
    }

    /** Looks for a file of the home that nobody wrote here. */
    async #isAtHome(path: string): Promise<boolean> {
      if (!asksHome || !path.startsWith(`${home}/`)) return false;
      await this.#fetch(path);
      return super.exists(path);
    }

    async #fetch(path: string): Promise<void> {
      if ((await super.exists(path)) || (isKnown(path) && !(asksHome && path.startsWith(`${home}/`)))) return;
      try {
        const text = await missing(path);
        if (text !== undefined) await super.writeFile(path, text);
      } catch (error) {
        unknown(error);
      }
    }
  }
  const files = new Files(Object.fromEntries(Object.entries(known)));
  for (const folder of [...FOLDERS, home]) files.mkdirSync(folder, { recursive: true });
  return files;
}

/** The files of a shell, as a program that runs in one of its folders names them; then those that somebody else has. */
export function readerOf(files: IFileSystem, cwd: string, home: string, others: FileReader | undefined): FileReader {
  return {
    async read(path): Promise<FileContent | undefined> {
      const own = files.resolvePath(cwd, path.replace(/^~(?=\/|$)/, home));
      const found = (await files.exists(own)) ? await contentOf(files, own) : undefined;
      // A folder that a shell made may lack what the other one has.
      if (found?.kind === 'file') return found;
      const inside = own.startsWith(`${home}/`) && !path.startsWith('/') ? own.slice(home.length + 1) : path;
      const other = await others?.read(own === home ? '.' : inside);
      if (other?.kind !== 'folder' || found?.kind !== 'folder') return other ?? found;
      return { kind: 'folder', names: [...new Set([...found.names, ...other.names])].sort() };
    },
  };
}

async function contentOf(files: IFileSystem, path: string): Promise<FileContent> {
  if ((await files.stat(path)).isDirectory) return { kind: 'folder', names: (await files.readdir(path)).sort() };
  return { kind: 'file', text: await files.readFile(path) };
}
