/** Puts the workbench's words among the page's, when the workbench is loaded. */
import { addMessages } from '../../messages/index';
import { en } from './en';
import { ko } from './ko';

addMessages({ en, ko });
