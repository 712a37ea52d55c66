@NullMarked
package io.groat.streams;

import org.jspecify.annotations.NullMarked;
