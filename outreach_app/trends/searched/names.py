"""Names that people are called by, so that a search for somebody is not counted. Those that are also words are left out.

Common given names and surnames of the United States, English and Spanish, without accents, as `rules` compares them.
"""

_GIVEN = """
aaron abby abdul abigail abraham adam adrian adriana agnes ahmed aisha alan albert alberto alejandra alejandro alex alexander
alexandra alexis alfred alfredo alice alicia alison allison alma amanda amelia amina amy ana andre andrea andres andrew angela
angelica angelina angelo anita ann anna anne annie anthony antonio ariana ariel armando arthur arturo ashley aubrey audrey
barbara beatrice beatriz becky benjamin bernard bernice beth betty beverly bianca billy bobby bonnie bradley brandon brenda
brian brianna brittany bruce bryan caleb cameron camila carl carla carlos carmen carol carolina caroline carolyn carrie
catalina catherine cecilia cesar charlene charles charlotte chelsea cheryl chloe chris christina christine christopher cindy
claire clara claudia clifford clinton colleen connie connor courtney craig cristina curtis cynthia daniel daniela danielle
danny darlene darren david deborah debra dennis derek diana diane diego dolores dominic donald donna dorothy douglas dylan
eddie eduardo edward edwin eileen elaine eleanor elena elias elijah elizabeth ella ellen emily emma enrique eric erica erik
erin ernesto esteban esther ethan eugene eva evan evelyn fatima felicia felipe fernando florence frances francis francisco
franklin fred freddie frederick gabriel gabriela gabriella gary geoffrey george gerald geraldine gerard gilbert gina gladys
gloria gonzalo gordon greg gregory guadalupe guillermo gustavo hannah harold harriet harry hassan heather hector heidi helen
henry herbert hernan hilda howard hugo ian ibrahim ignacio irene isaac isabel isabella isaiah ismael ivan jacob jacqueline
jaime jake james jamie jane janet janice jared jasmine jason javier jeff jeffrey jenna jennifer jenny jeremy jerome jerry
jesse jessica jessie jill jimmy joan joann joanna joanne joe joel john johnny jonathan jordan jorge jose joseph josephine
joshua josue joyce juan juana juanita judith judy julia julian juliana julie julio justin kaitlyn karen karina karl karla kate
katherine kathleen kathryn kathy katie kayla keith kelly kelsey kenneth kevin kimberly kristen kristin kristina kurt kyle
larry latoya laura lauren laurie lawrence leah leo leonard leonardo leroy leslie leticia liam linda lindsay lindsey lisa logan
lois loretta lori lorraine louis louise lourdes lucas lucia lucille luis luisa luke lydia mackenzie madeline madison manuel
marc marcela marcia marco marcos marcus margaret margarita maria mariah mariana marie marilyn mario marisol marjorie marlene
marta martha martin marvin mary mateo mathew matthew maureen maurice mauricio megan melanie melinda melissa melvin mercedes
meredith mia michael michele michelle miguel mike mildred miranda miriam mitchell mohamed mohammed monica morgan muhammad
nancy naomi natalia natalie nathan nathaniel neil nicholas nicolas nicole nina nora norma norman oliver olivia omar oscar
pablo paloma pamela patricia patrick patty paul paula pauline pedro peggy peter philip phillip phyllis priscilla rachel rafael
ralph ramon ramona randall randy raquel raul raymond rebecca regina renee ricardo richard rita robert roberta roberto rodney
rodolfo rodrigo rogelio roger roland roman ronald rosa rosalie rosemary roxanne roy ruben russell ruth ryan sabrina sally
salvador samantha samuel sandra santiago sara sarah saul scott sean sebastian sergio seth shannon sharon shawn sheila shelby
sherry shirley silvia simon sofia sonia sophia sophie stacey stacy stanley stella stephanie stephen steve steven stuart susan
suzanne sylvia tamara tammy tanya tara teresa terri theodore theresa thomas tiffany tim timothy tina todd tom tommy toni tony
tracy travis trevor tyrone valeria valerie vanessa veronica vicki victor victoria vincent viola virginia vivian vladimir
walter wanda warren wendy wesley whitney wilfredo willie wilma xavier yesenia yolanda yvonne zachary zoe
"""
_SURNAMES = """
adams aguilar alexander allen alvarez anderson andrews arias armstrong arnold avila ayala bailey barnes bennett bradley bryant
cabrera calderon campbell campos cardenas carlson carpenter carrillo carroll castaneda castillo castro cervantes chavez chen
coleman collins contreras cordova cortez crawford cruz cunningham daniels davis delacruz delgado diaz dixon dominguez duarte
duncan dunn edwards elliott escobar espinoza estrada evans ferguson fernandez figueroa fisher flores foster fuentes gallegos
garcia gardner garza gibson gomez gonzales gonzalez graham griffin guerra guerrero gutierrez guzman hamilton hansen harris
harrison hawkins henderson hernandez herrera hicks howell hudson huerta hughes ibarra jackson jacobs jenkins jensen jimenez
johnson johnston jones juarez kennedy kim kowalczyk kowalski lara larson lawson leon lewis li lopez lozano lucero luna macias
maldonado marquez marshall martinez matthews mccarthy mccoy mcdonald medina mejia mendez mendoza meyer miller miranda mitchell
molina montgomery montoya morales moreno morris morrison munoz murphy murray myers navarro nelson nguyen nichols novak nunez
obrien ochoa olson orozco ortega ortiz owens pacheco padilla palmer patel payne pena peralta perez perkins perry peters
petersen peterson pham phillips quintero ramirez ramos reyes reynolds richards richardson rios rivas rivera roberts robertson
robinson robles rodriguez rogers rojas romero rosales rosario ruiz russo salas salazar salinas sanchez sandoval santana santos
schmidt schneider schultz serrano shaw silva simmons simpson smith solis sosa soto spencer stephens stevens stewart suarez
sullivan thompson torres tran trevino trujillo valdez valencia valenzuela vargas vasquez vazquez vega velasquez velez villa
villanueva villarreal wagner walker wallace washington watkins watson weaver wheeler williams williamson wilson wong wright
yang zamora zapata zimmerman zuniga
"""
GIVEN, SURNAMES = frozenset(_GIVEN.split()), frozenset(_SURNAMES.split())
