/** Puts the workbench's words among the page's, when the workbench is loaded. */
import { addComments } from '../../messages/comments';
import { addMessages } from '../../messages/index';
import { en } from './en';
import { comments, ko } from './ko';

addMessages({ en, ko });
addComments(comments);
