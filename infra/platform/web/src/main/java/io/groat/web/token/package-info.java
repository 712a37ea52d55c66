/** Tokens and API keys: their forms, how each kind is checked, and how long that holds. */
@NullMarked
package io.groat.web.token;

import org.jspecify.annotations.NullMarked;
