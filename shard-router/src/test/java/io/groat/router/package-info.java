@NullMarked
package io.groat.router;

import org.jspecify.annotations.NullMarked;
