@NullMarked
package io.groat.web.limit;

import org.jspecify.annotations.NullMarked;
