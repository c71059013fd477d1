/** The workbench's elements and words: loaded when a program comes into sight. */
import '../../programs/words/index';
import './program.css';
import { define } from '../define';
import { PpConsole } from './pp-console';
import { PpEditor } from './pp-editor';
import { PpProgram } from './pp-program';
import { PpProgramPicture } from './pp-program-picture';
import { PpPrograms } from './pp-programs';

define(PpConsole, PpEditor, PpProgram, PpProgramPicture, PpPrograms);
