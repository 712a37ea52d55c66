/** The page that analysts work with. */
@NullMarked
package io.groat.fraud.console;

import org.jspecify.annotations.NullMarked;
