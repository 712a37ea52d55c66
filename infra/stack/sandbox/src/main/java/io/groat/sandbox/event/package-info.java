/** What providers tell of, and how each of them says and signs it. */
@NullMarked
package io.groat.sandbox.event;

import org.jspecify.annotations.NullMarked;
