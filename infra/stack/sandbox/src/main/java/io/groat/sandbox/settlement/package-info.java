/** What both providers' settlement files have in common. */
@NullMarked
package io.groat.sandbox.settlement;

import org.jspecify.annotations.NullMarked;
