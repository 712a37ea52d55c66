/** What is made of secrets: keyed hashes, and texts that nobody reads without the key. */
@NullMarked
package io.groat.router.secret;

import org.jspecify.annotations.NullMarked;
