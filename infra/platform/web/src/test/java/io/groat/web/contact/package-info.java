@NullMarked
package io.groat.web.contact;

import org.jspecify.annotations.NullMarked;
