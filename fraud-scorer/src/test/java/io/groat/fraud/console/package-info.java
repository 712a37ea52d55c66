@NullMarked
package io.groat.fraud.console;

import org.jspecify.annotations.NullMarked;
