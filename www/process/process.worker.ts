/** Entry of a process's realm. */
import * as Comlink from 'comlink';

import { ProcessHost } from './process';

Comlink.expose(new ProcessHost());
