/** What calls that move money share: keys and currencies. */
@NullMarked
package io.groat.router.http;

import org.jspecify.annotations.NullMarked;
