@NullMarked
package io.groat.streams.reactor;

import org.jspecify.annotations.NullMarked;
