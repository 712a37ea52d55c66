/** API keys: made, kept, checked, shown to our other services; and what a user may pay from. */
@NullMarked
package io.groat.router.access;

import org.jspecify.annotations.NullMarked;
