@NullMarked
package io.groat.web.token;

import org.jspecify.annotations.NullMarked;
