@NullMarked
package io.groat.web.lifecycle;

import org.jspecify.annotations.NullMarked;
