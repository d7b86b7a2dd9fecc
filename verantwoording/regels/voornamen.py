"""Given names that are common in Dutch towns, of many origins. Names that are a word too (Roos, Hoop) are left out."""

VOORNAMEN = """
Aaltje Abdel Abdellah Abdul Adam Adriaan Ahmad Ahmed Aicha Albert Alberto Alex Alexander Ali Alice Alida Amal Amina
Amira Andre André Andreas Angela Angelique Anja Anna Anne Anneke Annemarie Annemiek Annet Annie Anouk Antje Anton
Antonio Arend Arie Arjan Astrid Ayse Ayşe Aziz Barbara Bart Bas Bastiaan Ben Bernard Berend Bert Betty Bianca Bilal
Bob Boris Bram Brahim Brigitte Carin Carla Carlos Carmen Carolien Cees Charlotte Chantal Christa Christiaan
Christina Claudia Corine Corrie Cornelis Daan Daniel Daniëlle David Debby Dennis Desiree Diana Dick Dirk Eduard
Edwin Elif Elisabeth Ellen Els Elly Emine Emma Eric Erik Esra Esther Eva Evelien Evert Fatih Fatima Fatma Femke
Ferdinand Floor Floris Fouad Francisca Frank Frans Fred Frederik Frits Geert Gerard Gerda Gerrit Gert Gijs Greet
Greta Grietje Guus Hakim Halima Hamid Hanneke Hannie Hans Harm Harry Hassan Hatice Heleen Helena Hendrik Henk Henny
Henriëtte Herman Hilda Hilde Huub Hussein Ibrahim Ida Ilse Ineke Inge Ingrid Irene Iris Isa Ismail Jaap Jacob
Jacqueline Jamal Jamila Jan Janine Jannie Janneke Janny Jantje Jasper Jeanette Jelle Jenny Jeroen Jessica Jet Joan
Joao Jolanda Johan Johanna Johannes Joke Joop Joost Jorge Joris Jos José Joyce Judith Julia Jurgen Karel Karim
Karin Kees Kemal Khadija Khalid Kim Klaas Koen Laila Lars Latifa Laura Leendert Leila Leo Leonie Lia Lieke Lies
Lisa Loes Lotte Louis Louise Lucas Maaike Maarten Malika Marcel Marco Margriet Maria Marianne Marie Marieke Marijke
Marina Mario Marion Marjan Marleen Marloes Martijn Martin Martine Maryam Mehmet Melissa Meryem Michael Michel
Michelle Mieke Miranda Mirjam Mohamed Mohammed Monique Mourad Muhammad Murat Mustafa Nabil Nadia Naima Natasja Nel
Nicole Nico Niels Nienke Noah Olga Omar Oscar Osman Patricia Patrick Paul Paula Peter Petra Piet Pieter Pim Rachid
Ramazan Rashid Renate Rene René Renske Rianne Richard Rick Rita Rob Robert Robin Roel Roelof Ronald Rosa Rosalie
Ruben Rudi Ruud Saida Said Saïd Saskia Samir Samira Sandra Sanne Sara Sarah Selma Sem Sharon Siem Sietske Silvia
Simon Sjaak Sjoerd Sofie Sonja Sophie Stefan Stella Steven Suleyman Susan Suzanne Sven Sylvia Tamara Tarik Teun
Theo Thijs Thomas Tim Tineke Tjeerd Tom Toos Trees Truus Ursula Vera Victor Vincent Wendy Wesley Wilhelmina Willem
Willemijn Wilma Wim Wouter Yasmin Yasmina Youssef Yusuf Yvonne Zahra Zeynep
"""
