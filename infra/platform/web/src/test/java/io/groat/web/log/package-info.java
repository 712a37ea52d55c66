@NullMarked
package io.groat.web.log;

import org.jspecify.annotations.NullMarked;
