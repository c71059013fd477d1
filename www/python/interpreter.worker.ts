/** Entry of an interpreter's realm. */
import * as Comlink from 'comlink';

import { Interpreter } from './interpreter';

Comlink.expose(new Interpreter());
