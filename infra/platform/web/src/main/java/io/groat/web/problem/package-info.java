/** Problem documents and their codes. */
@NullMarked
package io.groat.web.problem;

import org.jspecify.annotations.NullMarked;
