@NullMarked
package io.groat.web.problem;

import org.jspecify.annotations.NullMarked;
