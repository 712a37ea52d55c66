@NullMarked
package io.groat.fraud.window;

import org.jspecify.annotations.NullMarked;
