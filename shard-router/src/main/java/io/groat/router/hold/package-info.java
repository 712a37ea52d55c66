/** Calls that reserve money for payees, take it for them and let it go. */
@NullMarked
package io.groat.router.hold;

import org.jspecify.annotations.NullMarked;
