/** Puts the dialogue's words among the page's. */
import { addMessages } from '../../messages/index';
import { en } from './en';
import { ko } from './ko';

addMessages({ en, ko });
