# drawing 1: CIFAR-10 & <others>
reset session
set encoding utf8
set terminal svg size 380,89 noenhanced rounded font 'sans-serif,13'
set border 3 linecolor rgb '#000002'
set tics nomirror out scale 0.4 textcolor rgb '#000001'
set grid back linetype 1 linewidth 0.5 linecolor rgb '#000003'
set xlabel '' offset 0,0.4 textcolor rgb '#000001'
set ylabel '' textcolor rgb '#000001'
set xrange [-1.1:1.1]
set yrange [3.5:0.5]
unset key
set margins 20,1,0.6,0.6
set xtics (0) scale 0 format ''
set border 0
set grid x noy
$c0 << EOD
0.067207 1 -0.86559 1
EOD
set arrow from 0,0.68 to 0,1.32 nohead linewidth 2 linecolor rgb '#000002'
$pc0 << EOD
0.04909 1
EOD
$c1 << EOD
-0.0998 2 -0.1003 -0.099305
EOD
set arrow from -1,1.68 to -1,2.32 nohead linewidth 2 linecolor rgb '#000002'
$c2 << EOD
1 3 1 1
EOD
set arrow from 0,2.68 to 0,3.32 nohead linewidth 2 linecolor rgb '#000002'
set ytics ('lower' 1, 'cost' 2, 'order' 3) scale 0
plot $c0 using 3:2:($4-$3):(0) with vectors nohead linewidth 2.5 linecolor rgb '#00000c', $c0 using 1:2 with points pointtype 7 pointsize 0.65 linecolor rgb '#00000c', $pc0 using 1:2 with points pointtype 12 pointsize 0.75 linecolor rgb '#000001', $c1 using 3:2:($4-$3):(0) with vectors nohead linewidth 2.5 linecolor rgb '#00000c', $c1 using 1:2 with points pointtype 7 pointsize 0.65 linecolor rgb '#00000c', $c2 using 3:2:($4-$3):(0) with vectors nohead linewidth 2.5 linecolor rgb '#00000c', $c2 using 1:2 with points pointtype 7 pointsize 0.65 linecolor rgb '#00000c'

# drawing 2: answers that are neither of the two classes
reset session
set encoding utf8
set terminal svg size 360,250 noenhanced rounded font 'sans-serif,13'
set border 3 linecolor rgb '#000002'
set tics nomirror out scale 0.4 textcolor rgb '#000001'
set grid back linetype 1 linewidth 0.5 linecolor rgb '#000003'
set xlabel 'λ' offset 0,0.4 textcolor rgb '#000001'
set ylabel 'misses [%]' textcolor rgb '#000001'
set xrange [0:1]
set yrange [0:*]
unset key
$s0 << EOD
0 0 0 0
0.5 40 40 40
1 0 0 0
EOD
$s1 << EOD
0 0 0 0
0.5 30 30 30
1 0 0 0
EOD
plot $s0 using 1:2 with lines linewidth 2 dashtype 1 linecolor rgb '#000004', $s1 using 1:2 with lines linewidth 2 dashtype 2 linecolor rgb '#000005'

# drawing 3: how fast the loss changes with the input
reset session
set encoding utf8
set terminal svg size 360,250 noenhanced rounded font 'sans-serif,13'
set border 3 linecolor rgb '#000002'
set tics nomirror out scale 0.4 textcolor rgb '#000001'
set grid back linetype 1 linewidth 0.5 linecolor rgb '#000003'
set xlabel 'λ' offset 0,0.4 textcolor rgb '#000001'
set ylabel 'norm of the gradient' textcolor rgb '#000001'
set xrange [0:1]
set yrange [0:*]
unset key
$s0 << EOD
0 1 1 1
0.5 6 6 6
1 1 1 1
EOD
$s1 << EOD
0 1 1 1
0.5 5 5 5
1 1 1 1
EOD
plot $s0 using 1:2 with lines linewidth 2 dashtype 1 linecolor rgb '#000004', $s1 using 1:2 with lines linewidth 2 dashtype 2 linecolor rgb '#000005'

# drawing 4: PreAct <18>
reset session
set encoding utf8
set terminal svg size 360,250 noenhanced rounded font 'sans-serif,13'
set border 3 linecolor rgb '#000002'
set tics nomirror out scale 0.4 textcolor rgb '#000001'
set grid back linetype 1 linewidth 0.5 linecolor rgb '#000003'
set xlabel 'epoch' offset 0,0.4 textcolor rgb '#000001'
set ylabel 'test error [%]' textcolor rgb '#000001'
set xrange [*:*]
set yrange [0:*]
unset key
$s0 << EOD
1 31.25 31 31.5
2 20.75 20.5 21
3 11.5 11 12
4 11.25 11 11.5
EOD
$s1 << EOD
1 29.333 29 29.75
2 18.667 18.25 19
3 9.6667 9 10.5
4 9.3333 9 9.75
EOD
plot $s0 using 1:3:4 with filledcurves fillcolor rgb '#000004' fillstyle transparent solid 0.25 noborder, $s1 using 1:3:4 with filledcurves fillcolor rgb '#000005' fillstyle transparent solid 0.25 noborder, $s0 using 1:2 with lines linewidth 2 dashtype 1 linecolor rgb '#000004', $s1 using 1:2 with lines linewidth 2 dashtype 2 linecolor rgb '#000005'

# drawing 5: WRN_28 #10 'wide'
reset session
set encoding utf8
set terminal svg size 360,250 noenhanced rounded font 'sans-serif,13'
set border 3 linecolor rgb '#000002'
set tics nomirror out scale 0.4 textcolor rgb '#000001'
set grid back linetype 1 linewidth 0.5 linecolor rgb '#000003'
set xlabel 'epoch' offset 0,0.4 textcolor rgb '#000001'
set ylabel 'test error [%]' textcolor rgb '#000001'
set xrange [*:*]
set yrange [0:*]
unset key
$s0 << EOD
1 30 30 30
2 20 20 20
3 10 10 10
4 8 8 8
EOD
plot $s0 using 1:2 with lines linewidth 2 dashtype 2 linecolor rgb '#000005'

# drawing 6: PreAct <18>
reset session
set encoding utf8
set terminal svg size 360,310 noenhanced rounded font 'sans-serif,13'
set border 3 linecolor rgb '#000002'
set tics nomirror out scale 0.4 textcolor rgb '#000001'
set grid back linetype 1 linewidth 0.5 linecolor rgb '#000003'
set xlabel 'confidence' offset 0,0.4 textcolor rgb '#000001'
set ylabel 'accuracy' textcolor rgb '#000001'
set xrange [0:1]
set yrange [0:1]
unset key
$s0 << EOD
0.45 0.4
0.9 0.8
EOD
$s1 << EOD
0.45 0.45
0.9 0.85
EOD
plot x with lines linewidth 1 dashtype 3 linecolor rgb '#000002', $s0 using 1:2 with linespoints linewidth 2 pointtype 7 pointsize 0.4 linecolor rgb '#000004', $s1 using 1:2 with linespoints linewidth 2 pointtype 7 pointsize 0.4 linecolor rgb '#000005'

# drawing 7: after 10: 75 % inside
reset session
set encoding utf8
set terminal svg size 190,190 noenhanced rounded font 'sans-serif,13'
set border 3 linecolor rgb '#000002'
set tics nomirror out scale 0.4 textcolor rgb '#000001'
set grid back linetype 1 linewidth 0.5 linecolor rgb '#000003'
set xlabel '' offset 0,0.4 textcolor rgb '#000001'
set ylabel '' textcolor rgb '#000001'
set xrange [-1.25:1.25]
set yrange [-1.25:1.25]
unset key
unset tics
unset grid
set margins 0.5,0.5,0.4,0.4
set border 15 linecolor rgb '#000002'
$real << EOD
0 1
0.00125 1

EOD
$drawn << EOD
0.1 0.2
0.10125 0.2

EOD
plot $real using 1:2 with lines linewidth 3 linecolor rgb '#00000c', $drawn using 1:2 with lines linewidth 2.5 linecolor rgb '#000005'

# drawing 8: after 1,000: 0 % inside
reset session
set encoding utf8
set terminal svg size 190,190 noenhanced rounded font 'sans-serif,13'
set border 3 linecolor rgb '#000002'
set tics nomirror out scale 0.4 textcolor rgb '#000001'
set grid back linetype 1 linewidth 0.5 linecolor rgb '#000003'
set xlabel '' offset 0,0.4 textcolor rgb '#000001'
set ylabel '' textcolor rgb '#000001'
set xrange [-1.25:1.25]
set yrange [-1.25:1.25]
unset key
unset tics
unset grid
set margins 0.5,0.5,0.4,0.4
set border 15 linecolor rgb '#000002'
$real << EOD
0 1
0.00125 1

EOD
$drawn << EOD
EOD
plot $real using 1:2 with lines linewidth 3 linecolor rgb '#00000c'

# drawing 9: gap
reset session
set encoding utf8
set terminal svg size 360,250 noenhanced rounded font 'sans-serif,13'
set border 3 linecolor rgb '#000002'
set tics nomirror out scale 0.4 textcolor rgb '#000001'
set grid back linetype 1 linewidth 0.5 linecolor rgb '#000003'
set xlabel 'α' offset 0,0.4 textcolor rgb '#000001'
set ylabel 'gap [%]' textcolor rgb '#000001'
set xrange [*:*]
set yrange [*:*]
set logscale x
set xtics ('0' 0.05, '0.1' 0.1, '0.4' 0.4, '1' 1, '4' 4, '32' 32)
unset key
$s0 << EOD
0.05 9 9 9
0.4 8.6 8.6 8.6
8 1 1 1
EOD
$s1 << EOD
0.05 9.5 9.5 9.5
0.4 9.1 9.1 9.1
8 1.5 1.5 1.5
EOD
plot $s0 using 1:2 with lines linewidth 2 dashtype 1 linecolor rgb '#000004', $s1 using 1:2 with lines linewidth 2 dashtype 2 linecolor rgb '#000005'

# drawing 10: two moons: ERM
reset session
set encoding utf8
set terminal svg size 360,310 noenhanced rounded font 'sans-serif,13'
set border 3 linecolor rgb '#000002'
set tics nomirror out scale 0.4 textcolor rgb '#000001'
set grid back linetype 1 linewidth 0.5 linecolor rgb '#000003'
set xlabel '' offset 0,0.4 textcolor rgb '#000001'
set ylabel '' textcolor rgb '#000001'
set xrange [-1.5:1.5]
set yrange [-3:3]
unset key
$p << EOD
0 0 1
0 0.5 1
0 1 1
EOD
$zeros << EOD
-0.5 -1
-0.499 -1

EOD
$ones << EOD
0.5 1
0.501 1

EOD
set palette defined (0 '#2166ac', 0.25 '#7fb3d8', 0.5 '#f5f2ec', 0.75 '#f0a868', 1 '#c8501e')
set cbrange [0:1]
unset colorbox
unset grid
plot $p matrix using (-1+$1*1):(-2+$2*2):3 with image, $zeros using 1:2 with lines linewidth 3 linecolor rgb '#08306b', $ones using 1:2 with lines linewidth 3 linecolor rgb '#6b2503'

# drawing 11: two moons: mixup, α = 1
reset session
set encoding utf8
set terminal svg size 360,310 noenhanced rounded font 'sans-serif,13'
set border 3 linecolor rgb '#000002'
set tics nomirror out scale 0.4 textcolor rgb '#000001'
set grid back linetype 1 linewidth 0.5 linecolor rgb '#000003'
set xlabel '' offset 0,0.4 textcolor rgb '#000001'
set ylabel '' textcolor rgb '#000001'
set xrange [-1.5:1.5]
set yrange [-3:3]
unset key
$p << EOD
0.25 0.5 0.75
0.25 0.5 0.75
0.25 0.5 0.75
EOD
$zeros << EOD
-0.5 -1
-0.499 -1

EOD
$ones << EOD
0.5 1
0.501 1

EOD
set palette defined (0 '#2166ac', 0.25 '#7fb3d8', 0.5 '#f5f2ec', 0.75 '#f0a868', 1 '#c8501e')
set cbrange [0:1]
unset colorbox
unset grid
plot $p matrix using (-1+$1*1):(-2+$2*2):3 with image, $zeros using 1:2 with lines linewidth 3 linecolor rgb '#08306b', $ones using 1:2 with lines linewidth 3 linecolor rgb '#6b2503'

# drawing 12: Regression & more
reset session
set encoding utf8
set terminal svg size 380,68 noenhanced rounded font 'sans-serif,13'
set border 3 linecolor rgb '#000002'
set tics nomirror out scale 0.4 textcolor rgb '#000001'
set grid back linetype 1 linewidth 0.5 linecolor rgb '#000003'
set xlabel '' offset 0,0.4 textcolor rgb '#000001'
set ylabel '' textcolor rgb '#000001'
set xrange [-1.1:1.1]
set yrange [2.5:0.5]
unset key
set margins 20,1,0.6,0.6
set xtics (0) scale 0 format ''
set border 0
set grid x noy
$c0 << EOD
0.07296 1 -0.85408 1
EOD
set arrow from 0,0.68 to 0,1.32 nohead linewidth 2 linecolor rgb '#000002'
set label 'not run' at 0,2 center font ',11' textcolor rgb '#000002'
set ytics ('lower' 1, 'close' 2) scale 0
plot $c0 using 3:2:($4-$3):(0) with vectors nohead linewidth 2.5 linecolor rgb '#00000c', $c0 using 1:2 with points pointtype 7 pointsize 0.65 linecolor rgb '#00000c'

