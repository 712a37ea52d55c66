/** The sandbox as merchants, payers and testers have it, over HTTP alone. */
@NullMarked
package io.groat.sandbox;

import org.jspecify.annotations.NullMarked;
